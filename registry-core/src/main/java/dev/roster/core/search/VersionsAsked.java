package dev.roster.core.search;

/** Finds out whether a filter over models has to read their versions. */
final class VersionsAsked implements Filter.Visitor<Boolean> {
  @Override
  public Boolean and(Filter.And and) {
    return and.parts().stream().anyMatch(Filter::asksForVersions);
  }

  @Override
  public Boolean or(Filter.Or or) {
    return or.parts().stream().anyMatch(Filter::asksForVersions);
  }

  @Override
  public Boolean not(Filter.Not not) {
    return not.part().asksForVersions();
  }

  @Override
  public Boolean comparison(Filter.Comparison comparison) {
    return !comparison.field().field().isOfModel();
  }

  @Override
  public Boolean in(Filter.In in) {
    return !in.field().field().isOfModel();
  }

  @Override
  public Boolean part(Filter.Part part) {
    return !part.field().field().isOfModel();
  }

  @Override
  public Boolean exists(Filter.Exists exists) {
    return !exists.field().field().isOfModel();
  }
}
