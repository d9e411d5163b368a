/** Tests of requests and approvals. */
@NullMarked
package dev.roster.app.approval;

import org.jspecify.annotations.NullMarked;
