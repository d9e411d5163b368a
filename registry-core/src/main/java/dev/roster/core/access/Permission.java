package dev.roster.core.access;

/** What a route can ask for. Each route names exactly one. */
public enum Permission {
  READ,
  REGISTER,
  DESCRIBE,
  UPLOAD,
  MEASURE,
  REPORT,
  MONITOR,
  APPROVE,
  PROMOTE,
  OVERRIDE,
  DELETE,
  GRANT
}
