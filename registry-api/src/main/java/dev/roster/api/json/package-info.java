/** JSON at the door: read strictly, written as the API says. */
@NullMarked
package dev.roster.api.json;

import org.jspecify.annotations.NullMarked;
