import { onContentUpdated, type Theme, useData } from "vitepress";
import DefaultTheme from "vitepress/theme-without-fonts";
import "./style.css";

const theme: Theme = {
  extends: DefaultTheme,
  setup() {
    const { frontmatter } = useData();
    // Other pages have a main part; that of VitePress's home page is not marked as one.
    onContentUpdated(() => {
      const content = document.getElementById("VPContent");
      if (frontmatter.value.layout === "home") content?.setAttribute("role", "main");
      else content?.removeAttribute("role");
    });
  },
};
export default theme;
