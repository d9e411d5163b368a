package dev.roster.core.problem;

/**
 * One faulty field.
 *
 * @param pointer JSON pointer (RFC 6901) into the body, or {@code ?name} for a query parameter
 * @param detail what is wrong with it and what would be right
 */
public record FieldFault(String pointer, String detail) {}
