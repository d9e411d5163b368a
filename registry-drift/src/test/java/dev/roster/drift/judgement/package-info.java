@NullMarked
package dev.roster.drift.judgement;

import org.jspecify.annotations.NullMarked;
