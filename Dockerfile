# syntax=docker/dockerfile:1
FROM maven:3.9-eclipse-temurin-25 AS build
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/root/.m2 \
    mvn -q -B -DskipTests package && \
    java -Djarmode=tools -jar registry-app/target/registry-app-*.jar extract --destination /app && \
    mv /app/registry-app-*.jar /app/roster.jar

# The rehearsal needs the very Java, paths and flags that the server will have: else the cache is ignored, silently.
FROM eclipse-temurin:25-jre AS runtime
ENV LANG=C.UTF-8
RUN groupadd --gid 10001 roster && useradd --uid 10001 --gid roster --home-dir /app --shell /usr/sbin/nologin roster
COPY --from=build --chown=root:root /app /app
COPY deploy/jvm.options /app/jvm.options
WORKDIR /app

FROM runtime AS rehearsal
RUN mkdir /rehearsal && chown roster /rehearsal
USER roster
RUN java @/app/jvm.options -XX:AOTCacheOutput=/rehearsal/roster.aot -XX:MaxRAMPercentage=60 \
    --enable-native-access=ALL-UNNAMED -jar /app/roster.jar \
    start --rehearse --port 0 --data-dir /rehearsal/data

FROM runtime
COPY --from=rehearsal /rehearsal/roster.aot /app/roster.aot
COPY deploy/docker/healthy /app/healthy
COPY LICENSE /app/LICENSE
USER roster
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s --retries=3 CMD ["/app/healthy"]
# Writes to /tmp alone (uploads in flight, DuckDB's library): the rest of the file system may be read-only.
ENTRYPOINT ["java", "@/app/jvm.options", "-XX:AOTCache=/app/roster.aot", "-XX:MaxRAMPercentage=60", \
    "--enable-native-access=ALL-UNNAMED", "-jar", "/app/roster.jar"]
CMD ["start", "--data-dir", "/tmp/roster"]
