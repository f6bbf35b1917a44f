FROM php:8.2-apache
WORKDIR app

FROM tomcat:10
WORKDIR webapps
