/** The REST resource of reports. */
@NullMarked
package dev.roster.api.report;

import org.jspecify.annotations.NullMarked;
