@NullMarked
package dev.roster.core.yaml;

import org.jspecify.annotations.NullMarked;
