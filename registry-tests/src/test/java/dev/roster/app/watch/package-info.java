@org.jspecify.annotations.NullMarked
package dev.roster.app.watch;
