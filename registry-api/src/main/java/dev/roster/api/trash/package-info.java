/** The REST resources that list, restore and purge deleted models and versions. */
@NullMarked
package dev.roster.api.trash;

import org.jspecify.annotations.NullMarked;
