package dev.roster.http.openapi;

import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springdoc.core.customizers.SpringDocCustomizers;
import org.springdoc.core.properties.SpringDocConfigProperties;
import org.springdoc.core.providers.SpringDocProviders;
import org.springdoc.core.service.AbstractRequestService;
import org.springdoc.core.service.GenericResponseService;
import org.springdoc.core.service.OpenAPIService;
import org.springdoc.core.service.OperationService;
import org.springdoc.webmvc.api.OpenApiWebMvcResource;
import org.springframework.beans.factory.ObjectFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.web.bind.annotation.RestController;

/**
 * Makes the OpenAPI document as soon as the server is ready, in a thread of its own, so that
 * neither the start nor the first reader waits for it. It is in one language, so there is one of
 * it.
 */
@RestController
class PreparedOpenApiResource extends OpenApiWebMvcResource {
  private static final Logger LOG = LoggerFactory.getLogger(PreparedOpenApiResource.class);

  private final ConfigurableApplicationContext context;

  PreparedOpenApiResource(
      ObjectFactory<OpenAPIService> openApi,
      AbstractRequestService requests,
      GenericResponseService responses,
      OperationService operations,
      SpringDocConfigProperties properties,
      SpringDocProviders providers,
      SpringDocCustomizers customizers,
      ConfigurableApplicationContext context) {
    super(openApi, requests, responses, operations, properties, providers, customizers);
    this.context = context;
  }

  @EventListener(ApplicationReadyEvent.class)
  void prepare() {
    Thread thread = new Thread(this::makeDocument, "openapi-document");
    thread.setDaemon(true);
    thread.start();
  }

  private void makeDocument() {
    try {
      getOpenApi(Locale.ENGLISH);
    } catch (RuntimeException failed) { // as beans do that are asked while the server stops
      if (context.isActive()) LOG.warn("The OpenAPI document could not be made", failed);
    }
  }
}
