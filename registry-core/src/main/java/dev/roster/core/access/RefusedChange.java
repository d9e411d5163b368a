package dev.roster.core.access;

import dev.roster.core.problem.Refused;
import dev.roster.core.reference.ModelRef;
import org.jspecify.annotations.Nullable;

/**
 * A change that somebody tried and had no right to make.
 *
 * @param route the template of the path, {@code …/models/{name}}, as a path may hold anything
 * @param permission what the route asks for; null if it asks for none
 * @param model the model that it is about; null if there is none that the caller may know of
 */
public record RefusedChange(
    String method,
    String route,
    @Nullable Permission permission,
    @Nullable ModelRef model,
    @Nullable Integer version,
    Refused why) {}
