package dev.roster.storage.s3;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import software.amazon.awssdk.services.s3.S3Client;

/** Configures the server's client of the object store. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(S3Settings.class)
class S3Configuration {
  @Bean(destroyMethod = "close")
  S3Client s3Client(S3Settings settings) {
    return S3Clients.of(settings);
  }
}
