/** The REST resources of models. */
@NullMarked
package dev.roster.api.model;

import org.jspecify.annotations.NullMarked;
