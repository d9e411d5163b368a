/** Tests of models and aliases. */
@NullMarked
package dev.roster.core.model;

import org.jspecify.annotations.NullMarked;
