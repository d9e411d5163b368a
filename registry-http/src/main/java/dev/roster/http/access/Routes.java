package dev.roster.http.access;

import java.util.List;

/** The rows of one capability or door in the table of routes; a bean beside its controllers. */
public interface Routes {
  List<Route> rows();
}
