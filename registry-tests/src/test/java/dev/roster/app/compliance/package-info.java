/** Model cards, bills of material and packs, from outside. */
@NullMarked
package dev.roster.app.compliance;

import org.jspecify.annotations.NullMarked;
