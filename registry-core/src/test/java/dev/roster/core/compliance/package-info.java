/** What packs and bills of material are made of. */
@NullMarked
package dev.roster.core.compliance;

import org.jspecify.annotations.NullMarked;
