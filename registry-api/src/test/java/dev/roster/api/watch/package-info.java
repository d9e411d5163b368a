@NullMarked
package dev.roster.api.watch;

import org.jspecify.annotations.NullMarked;
