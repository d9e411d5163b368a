/** Models over REST. */
@NullMarked
package dev.roster.api.model;

import org.jspecify.annotations.NullMarked;
