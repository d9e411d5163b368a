/** The rows and queries of requests and approvals. */
@NullMarked
package dev.roster.storage.approval;

import org.jspecify.annotations.NullMarked;
