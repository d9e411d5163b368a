@NullMarked
package dev.roster.app.audit;

import org.jspecify.annotations.NullMarked;
