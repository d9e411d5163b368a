/** How refusals look to the caller: RFC 9457 problem documents, and the pages that explain them. */
@NullMarked
package dev.roster.http.problem;

import org.jspecify.annotations.NullMarked;
