import { createPinia } from 'pinia';
import { createApp } from 'vue';
import 'element-plus/dist/index.css';
import App from './App.vue';
import { router } from './router.js';
import './theme.css';
import { letButtonsWait } from './waiting.js';

letButtonsWait();
createApp(App).use(createPinia()).use(router).mount('#app');
