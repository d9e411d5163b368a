/** What an auditor is given about a version: its card, its bill of material, and the pack. */
@NullMarked
package dev.roster.core.compliance;

import org.jspecify.annotations.NullMarked;
