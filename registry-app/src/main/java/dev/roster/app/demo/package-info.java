/** The demo: the story of one model, told by calls of the public API. */
@NullMarked
package dev.roster.app.demo;

import org.jspecify.annotations.NullMarked;
