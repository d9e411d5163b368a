/** The application: what the modules are wired into. */
@NullMarked
package dev.roster.app;

import org.jspecify.annotations.NullMarked;
