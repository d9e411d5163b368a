package dev.roster.core.event;

import dev.roster.core.reference.ModelPattern;

/**
 * Which events somebody wants. An event about no model is wanted by those alone who want the events
 * of all models.
 */
public record EventFilter(EventTypes types, ModelPattern models) {
  public boolean includes(Event event) {
    if (!types.include(event.entry().action())) return false;
    return event.model() == null
        ? models.equals(ModelPattern.ALL)
        : models.matches(event.model().name());
  }
}
