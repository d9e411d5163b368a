/** Where a field is in an HTTP request, and how an answer writes that. */
@NullMarked
package dev.roster.http.request;

import org.jspecify.annotations.NullMarked;
