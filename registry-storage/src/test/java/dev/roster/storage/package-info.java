/** The engines that tests run on. */
@NullMarked
package dev.roster.storage;

import org.jspecify.annotations.NullMarked;
