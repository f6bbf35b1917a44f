FROM tomcat:9-jdk11
LABEL maintainer="platform@example.org" \
      version="4.2" \
      description="Intranet"
RUN rm -rf /usr/local/tomcat/webapps/*
ADD intranet.war /usr/local/tomcat/webapps/ROOT.war
COPY conf/server.xml /usr/local/tomcat/conf/
EXPOSE 8080 8009
CMD ["catalina.sh", "run"]
