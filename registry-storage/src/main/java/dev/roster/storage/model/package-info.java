/** Rows and queries of models and aliases. */
@NullMarked
package dev.roster.storage.model;

import org.jspecify.annotations.NullMarked;
