/** The temporary folder, for Roster's own files and for Tomcat's. */
@NullMarked
package dev.roster.app.temporary;

import org.jspecify.annotations.NullMarked;
