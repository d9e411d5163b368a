package dev.roster.api.openapi;

import dev.roster.core.access.Principal;
import dev.roster.core.reference.ModelRef;
import dev.roster.core.reference.VersionRef;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Configuration;

/** Keeps what the guard hands to handlers out of the parameters that callers see. */
@Configuration(proxyBeanMethods = false)
class Ignored {
  static {
    SpringDocUtils.getConfig()
        .addRequestWrapperToIgnore(ModelRef.class, VersionRef.class, Principal.class);
  }
}
