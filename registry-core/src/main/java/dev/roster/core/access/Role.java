package dev.roster.core.access;

import static dev.roster.core.access.Permission.*;

import java.util.EnumSet;
import java.util.Set;

/** A named set of permissions, granted over some models. Every role may read. */
public enum Role {
  READER,
  REPORTER,
  CONTRIBUTOR,
  APPROVER,
  RELEASER,
  ADMIN;

  public Set<Permission> permissions() {
    return switch (this) { // no default: a new role must say what it may do
      case READER -> EnumSet.of(READ);
      case REPORTER -> EnumSet.of(READ, REPORT);
      case CONTRIBUTOR -> EnumSet.of(READ, REGISTER, DESCRIBE, UPLOAD, MEASURE, REPORT, MONITOR);
      case APPROVER -> EnumSet.of(READ, APPROVE);
      case RELEASER -> EnumSet.of(READ, PROMOTE);
      case ADMIN -> EnumSet.allOf(Permission.class);
    };
  }
}
