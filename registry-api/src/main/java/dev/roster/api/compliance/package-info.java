/** The REST resources of model cards, bills of material and compliance packs. */
@NullMarked
package dev.roster.api.compliance;

import org.jspecify.annotations.NullMarked;
