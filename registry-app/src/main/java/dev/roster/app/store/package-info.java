/** The S3-compatible store as operators look at it: does it keep its promises, does it answer. */
@NullMarked
package dev.roster.app.store;

import org.jspecify.annotations.NullMarked;
