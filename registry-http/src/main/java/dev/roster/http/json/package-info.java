/** JSON at the door: read strictly, written as the API says. */
@NullMarked
package dev.roster.http.json;

import org.jspecify.annotations.NullMarked;
