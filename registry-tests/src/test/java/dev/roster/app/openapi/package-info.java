/** The OpenAPI document: complete, true, and without breaking changes. */
@NullMarked
package dev.roster.app.openapi;

import org.jspecify.annotations.NullMarked;
