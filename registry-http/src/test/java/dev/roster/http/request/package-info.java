/** Tests of the places of fields. */
@NullMarked
package dev.roster.http.request;

import org.jspecify.annotations.NullMarked;
