ARG JDK=17
ARG DISTRO=jammy
FROM eclipse-temurin:${JDK}-jdk-${DISTRO} AS b
ARG VERSION
ARG BUILD_ID=local
LABEL org.opencontainers.image.version=$VERSION org.opencontainers.image.revision="$BUILD_ID"
COPY . /k
RUN cd /k && ./gradlew --console=plain shadowJar -Pversion=${VERSION:-dev}
FROM eclipse-temurin:${JDK}-jre-${DISTRO}
COPY --from=b /k/build/libs/k-all.jar /k.jar
STOPSIGNAL SIGTERM
CMD java -jar /k.jar
