/**
 * The OpenAPI document: what springdoc reads from the controllers, completed by what their types,
 * the table of routes and {@code openapi/operations.yaml} say.
 */
@NullMarked
package dev.roster.http.openapi;

import org.jspecify.annotations.NullMarked;
