@NullMarked
package dev.roster.app.monitoring;

import org.jspecify.annotations.NullMarked;
