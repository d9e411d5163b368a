/** Tests of requests and approvals. */
@NullMarked
package dev.roster.core.approval;

import org.jspecify.annotations.NullMarked;
