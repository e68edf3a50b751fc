// The style sheets under those of single parts: imported by what the page begins with, so that they stand before all others.
import "./mantineStyles";
import "@mantine/notifications/styles.css";
import "@mantine/spotlight/styles.css";
import "./global.css";
