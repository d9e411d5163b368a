package dev.roster.http.json;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a body whose members {@code facets}, {@code inputFacets} and {@code outputFacets} are
 * others': below them whole numbers may be of any size, because Roster does not read them.
 */
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
public @interface ForeignFacets {}
