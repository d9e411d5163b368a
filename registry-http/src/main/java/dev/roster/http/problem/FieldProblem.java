package dev.roster.http.problem;

/**
 * One entry of {@code errors}.
 *
 * @param pointer a JSON pointer into the body, {@code ?name} for a query parameter, {@code {name}}
 *     for a variable of the path, or the name of a header
 */
public record FieldProblem(String pointer, String detail) {}
