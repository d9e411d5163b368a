/** Reports: verdicts on a version from outside, such as a scanner's, bound to its digest. */
@NullMarked
package dev.roster.core.report;

import org.jspecify.annotations.NullMarked;
