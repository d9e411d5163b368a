/** Stores reports. */
@NullMarked
package dev.roster.storage.report;

import org.jspecify.annotations.NullMarked;
