FROM mcr.microsoft.com/playwright:v1.43.0-jammy
WORKDIR /e2e
COPY package*.json ./
RUN npm ci && npx playwright install --with-deps chromium
COPY tests/ tests/
ENV CI=1
CMD ["npx", "playwright", "test", "--reporter=line"]
