FROM mcr.microsoft.com/dotnet/sdk:9.0 AS build
WORKDIR /src
COPY a.csproj ./
RUN dotnet restore -r linux-x64
COPY . .
RUN dotnet publish -c Release -o /out --self-contained -r linux-x64
FROM mcr.microsoft.com/dotnet/aspnet:9.0
COPY --from=build /out /app
