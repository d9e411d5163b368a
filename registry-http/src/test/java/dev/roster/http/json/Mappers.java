package dev.roster.http.json;

import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonFactoryBuilder;
import tools.jackson.databind.json.JsonMapper;

/** The mapper that the application has, made without the application. */
final class Mappers {
  private Mappers() {}

  static JsonMapper strict() {
    StrictJson settings = new StrictJson();
    JsonFactoryBuilder factory = JsonFactory.builder();
    settings.jsonLimits().customize(factory);
    JsonMapper.Builder mapper = JsonMapper.builder(factory.build());
    settings.refuseWhatIsUnknown().customize(mapper);
    return mapper.build();
  }
}
