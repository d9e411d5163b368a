/** What headers say about the body of a request: each is honoured, or the request is refused. */
@NullMarked
package dev.roster.http.body;

import org.jspecify.annotations.NullMarked;
