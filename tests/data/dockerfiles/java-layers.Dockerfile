FROM bellsoft/liberica-runtime-container:jre-21-slim-musl as extract
WORKDIR /x
COPY target/shop.jar shop.jar
RUN java -Djarmode=layertools -jar shop.jar extract
FROM bellsoft/liberica-runtime-container:jre-21-slim-musl
WORKDIR /shop
COPY --from=extract /x/dependencies/ ./
COPY --from=extract /x/spring-boot-loader/ ./
COPY --from=extract /x/snapshot-dependencies/ ./
COPY --from=extract /x/application/ ./
ENTRYPOINT ["java", "org.springframework.boot.loader.launch.JarLauncher"]
