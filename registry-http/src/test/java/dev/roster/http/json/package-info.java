/** Tests of how JSON is read. */
@NullMarked
package dev.roster.http.json;

import org.jspecify.annotations.NullMarked;
